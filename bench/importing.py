"""A table of 50,000 people: read, checked, stored, checked again, taken back; beside 5,000.

Each size gets a database of its own in a folder that is thrown away. Reading the same file with
the spreadsheet reader alone is the measure beside it.
"""

from parts.sizes import measured

SIZES = (5_000, 50_000)
PART = "importing_steps.py"

if __name__ == "__main__":
    small, large = (measured(PART, size) for size in SIZES)
    alone = large["reader alone"]
    print(f"{'step':32}{SIZES[0]:>10,}{SIZES[1]:>10,}  growth  beside the reader alone")
    for name, seconds in small.items():
        long = large[name]
        growth, beside = long / seconds, long / alone
        print(f"{name:32}{seconds:>8.2f} s{long:>8.1f} s{growth:>7.1f}{beside:>9.1f}")
