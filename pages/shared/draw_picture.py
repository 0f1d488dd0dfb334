"""Draws one chart: a Vega-Lite specification in, a PNG or SVG out.

A process of its own, so that whatever a chart asks for ends with it: time, memory, a crash.
Takes `png` or `svg` and, for PNG, how many pixels one of the chart's becomes.
"""

from __future__ import annotations

import sys

import vl_convert


def main() -> None:
    """Read the specification from standard input, write the picture to standard output."""
    spec = sys.stdin.buffer.read().decode("utf-8")
    match sys.argv[1:]:
        case ["svg"]:
            picture = vl_convert.vegalite_to_svg(spec).encode("utf-8")
        case ["png", scale]:
            picture = vl_convert.vegalite_to_png(spec, scale=float(scale))
        case _:
            sys.exit("Say svg, or png and its scale.")
    sys.stdout.buffer.write(picture)


if __name__ == "__main__":
    main()
