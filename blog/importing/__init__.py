"""Bringing an old blog along: a reader for each dialect, a builder of blocks, and a writer that remembers what it wrote.

    reader (wxr | squarespace) -> SourcePost -> spool, by date -> builder -> pieces -> writer -> page, redirects, memory

Whatever comes in was written by strangers. Readers refuse what is dangerous to read, the builder keeps only what our own
editor could have written, and everything that was dropped is said in the report.
"""
