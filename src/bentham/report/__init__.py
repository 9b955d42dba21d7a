"""The report: what a run found, in sentences and two pictures, for people who were not there.

`facts` is what a report needs to know; `build` takes it from a run; `words` turns numbers into
sentences, `figures` into pictures, `html` into one self-contained page, `text` into a few lines.
"""
