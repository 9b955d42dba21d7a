"""One day of one person, in order.

Reading yesterday and writing only themselves, the people of a word, after seeing whom they meet and
what those did yesterday (`contacts`), go through

 1. `media`       uncensored and state news, a concealed event, forced removal
 2. `attitude`    what they privately think
 3. `risk`        how dangerous they believe it is to say so
 4. `expression`  an occasion, then silence, conformity, dissent, protest
 5. `conduct`     bills, driving, smoking, dogs, games, news posts, volunteering, donating
 6. `monitoring`  posts flagged, deleted after a delay, authors looked for
 7. `cameras`     faces at demonstrations and in the street, true and false matches
 8. `informants`  police informants, hotline callers, grudges, extortion
 9. `recording`   what of it the ruler gets to know, by clerks, gatherers, company feeds, mistakes
10. `kin`         what a relative's punishment or listing does
11. `scoring`     points up and down, favouritism, grades
12. `listing`     the blacklist: entry, notice, appeal, repair, bribe, exit, return
13. `sanctions`   what the listed and the low-scored may not do, and fines
14. `policing`    sought, arrested, detained, released
15. `welfare`     what is left to live on
16. `trust`       between people, after denunciations

and after the day each ward and district is updated (`places`). A new system is one file here, its
line in `order`, its name in `person.SYSTEMS`, and one line in `person` or `settings` for each
column, plane, mask, tally, setting or table.
"""
