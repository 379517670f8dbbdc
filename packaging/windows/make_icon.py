#!/usr/bin/env python3
"""Draws gongkai.ico: the character 公 on red. Needs Pillow and a Chinese font; the result is committed."""

import subprocess
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZES = (16, 24, 32, 48, 64, 256)
RED, WHITE = (178, 34, 34, 255), (255, 255, 255, 255)


def picture(size: int, font: str) -> Image.Image:
    big = size * 4  # drawn larger and shrunk, for smooth edges
    image = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, big - 1, big - 1), radius=big // 6, fill=RED)
    draw.text((big / 2, big / 2), "公", font=ImageFont.truetype(font, int(big * 0.72)), fill=WHITE, anchor="mm")
    return image.resize((size, size), Image.LANCZOS)


def main() -> None:
    font = subprocess.run(["fc-match", "-f", "%{file}", "Noto Sans CJK SC:bold"], capture_output=True, text=True, check=True).stdout
    pictures = [picture(size, font) for size in SIZES]
    pictures[-1].save(Path(__file__).with_name("gongkai.ico"), append_images=pictures[:-1], sizes=[(s, s) for s in SIZES])


if __name__ == "__main__":
    main()
