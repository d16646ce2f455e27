"""Say in one Chinese sentence what went wrong with a model endpoint, and what to do about it.

Nothing of the request, of the answer or of the key goes into the sentence: it is shown to users and may be logged.
"""

from typing import Final

_BY_STATUS: Final = {
    400: "拒绝了请求的内容（400），请检查模型名称和参数是否为该服务所支持",
    401: "不接受所给的密钥（401），请检查密钥是否正确、是否过期",
    402: "提示账户余额不足（402），请充值或换一个密钥",
    403: "不允许这个密钥使用该模型（403），请向服务方开通权限",
    404: "没有这个模型或地址（404），请检查模型名称，以及地址末尾是否缺少 /v1",
    408: "处理超时（408），请稍后再试",
    413: "认为请求过长（413），请减少内容",
    422: "拒绝了请求中的某个字段（422），请检查模型名称和参数是否为该服务所支持",
    429: "提示请求过多或额度用尽（429），请稍后再试，或检查账户额度",
}
_SERVER = "出了内部故障（{status}），请稍后再试"
_REFUSED = "拒绝了请求（{status}），请检查设置"
_TIMEOUT = "没有在规定时间内答复，请检查网络，或稍后再试"
_BROKEN = "的答复中途断开，请稍后再试"
_NO_ROUTE = "连接不上，请检查地址、网络和代理设置"
_UNREADABLE = "的答复不是约定的格式，请检查地址是否指向 OpenAI 兼容接口"

# Class names, so that this module needs none of the libraries: openai's, httpx's and the standard library's.
_KINDS: Final = (
    (("APITimeoutError", "TimeoutException", "TimeoutError"), _TIMEOUT),
    (("RemoteProtocolError", "ReadError", "IncompleteRead"), _BROKEN),
    (("APIResponseValidationError", "JSONDecodeError", "DecodingError", "ValidationError", "UnicodeDecodeError"), _UNREADABLE),
    (("APIConnectionError", "TransportError", "InvalidURL", "ConnectionError", "OSError"), _NO_ROUTE),
)


def explained(error: BaseException, where: str) -> str:
    """Return one Chinese sentence for a failure of a model endpoint.

    Args:
        error: What the library raised; what caused it is looked at first, since the libraries wrap.
        where: What was asked, as the user knows it, for example ``"向量模型服务"``.
    """
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status >= 400:
        said = _BY_STATUS.get(status) or (_SERVER if status >= 500 else _REFUSED).format(status=status)
        return f"{where}{said}。"
    for link in _chain(error):
        names = {kind.__name__ for kind in type(link).__mro__}
        for kinds, said in _KINDS:
            if names & set(kinds):
                return f"{where}{said}。"
    return f"{where}{_UNREADABLE}。"


def _chain(error: BaseException) -> list[BaseException]:
    """Return an error and its causes, the innermost first: openai calls a stream that broke a failed connection."""
    links = [error]
    while (cause := links[-1].__cause__ or links[-1].__context__) and cause not in links:
        links.append(cause)
    telling = [link for link in reversed(links) if type(link).__module__.partition(".")[0] != "httpcore"]
    return telling or links
