"""How a filtered list of proposals and one proposal's page grow: 100,000 records beside 1,000.

Each size gets a database of its own in a folder that is thrown away. Printed are medians of whole
requests through the test client, signed in as the proposal committee's staff, and their ratio.
"""

from parts.sizes import measured

SIZES = (1_000, 100_000)
PART = "proposal_pages.py"

if __name__ == "__main__":
    small, large = (measured(PART, size) for size in SIZES)
    print(f"{'page':32}{SIZES[0]:>10,}{SIZES[1]:>10,}  ratio")
    for name, seconds in small.items():
        ratio = large[name] / seconds
        print(f"{name:32}{seconds:>8.3f} s{large[name]:>8.3f} s  {ratio:.1f}")
