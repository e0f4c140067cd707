"""What the pictures show, as numbers: geometry worked out from the archive, drawn by ``publish/``.

Across, everything is a share of the picture's width, from 0.0 (left) to 1.0: a picture is as wide as its page
allows, and its words stay as large as all others on a phone.
"""
