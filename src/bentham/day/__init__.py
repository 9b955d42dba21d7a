"""One day of one person, in order.

Reading yesterday and writing only themselves, the people of a word go through

 1. `contacts`    whom they see, and what those did yesterday
 2. `attitude`    what they privately think
 3. `risk`        how dangerous they believe it is to say so
 4. `expression`  an occasion, then silence, conformity, dissent, protest
 5. `conduct`     bills, driving, smoking, dogs, games, volunteering, donating
 6. `recording`   what of it the ruler gets to know, and what it wrongly believes
 7. `scoring`     points up and down
 8. `listing`     the blacklist: entry, appeal, exit
 9. `sanctions`   what the listed and the low-scored may not do, and fines
10. `welfare`     what is left to live on

and after the day each ward and district is updated (`places`). A new system is one file here, one
line in `order.the_day`, and one line in `person` for each column, plane, mask, tally or setting.
"""
