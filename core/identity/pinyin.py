"""Names in Latin letters, so that 张三 is found by "zhangsan" and by "zs"."""

#: Surnames that are read differently from the same characters elsewhere.
SURNAMES = {
    "万俟": "mo qi", "尉迟": "yu chi", "长孙": "zhang sun", "澹台": "tan tai",
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "查": "zha", "盖": "ge",
    "区": "ou", "朴": "piao", "乐": "yue", "翟": "zhai", "缪": "miao", "种": "chong",
    "召": "shao", "繁": "po", "秘": "bi", "黑": "he", "员": "yun", "覃": "qin",
}  # fmt: skip


def name_key(name: str) -> str:
    """Full pinyin and initials of ``name``, lower case, parted by one blank."""
    # The dictionaries of pypinyin take 0.3 s to load; most processes never need them.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    surname = next((known for known in SURNAMES if name.startswith(known)), "")
    read = SURNAMES[surname].split() if surname else []
    read += [text.strip().lower() for text in lazy_pinyin(name[len(surname) :])]
    return f"{''.join(read)} {''.join(text[:1] for text in read)}"[:160].strip()
