"""``python -m counterpoise`` is the command ``counterpoise``."""

from .cli import main

if __name__ == "__main__":
    main()
