"""Every Chinese word of the page that is not said by the product itself."""

TITLE = "讲话稿起草"
# Pages
DESK, DRAFTS = "起草", "文稿库"
MATERIAL, OUTLINE, CHARTS, AUDIT, CORPUS, CONFIGURED = "材料", "提纲", "图表", "核对已有稿", "范文", "设置"


def broken(kind: str, place: str) -> str:
    """Say that something went wrong that is our fault."""
    return f"程序出了点问题（{kind}，{place}），刚才这一步没有做成；之前的内容都在。请再试一次，仍不行请反馈括号里的内容。"


# Signing in
SIGN_IN, SIGN_OUT = "登录", "退出登录"
SIGN_IN_FIRST = "请先登录，每个人只看得到自己的文稿。"

# Saving
NO_SUCH = "文稿库里没有这一篇，可能已经删除；下面可以重新开始。"

# The brief and the other pages
