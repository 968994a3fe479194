"""How much of a stranger's file we take. Sizes of pictures are Wagtail's own settings, as for an upload."""

MAX_FILE_BYTES = 1024 * 1024 * 1024
MAX_ITEM_BYTES = 8 * 1024 * 1024
"""One post or page in the file, with everything in it."""
MAX_BODY_CHARACTERS = 1_000_000
MAX_DEPTH = 150
"""How deeply elements of a post may lie inside each other; nobody writes like that by hand."""
MAX_TREE_WORK = 1_000_000
MAX_PICTURES_A_POST = 100
MAX_TABLE_ROWS = 500
MAX_TABLE_COLUMNS = 20
MAX_MEDIA_FILES = 200_000

DOWNLOAD_SECONDS = 30
