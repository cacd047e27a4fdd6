"""`python -m trichdan` is `trichdan`."""

from trichdan.cli import main

if __name__ == "__main__":
    main()
