"""Refused at its first use: there is no network."""


def __getattr__(name):
    if name in ("urlopen", "urlretrieve", "Request", "build_opener", "install_opener", "urlcleanup", "OpenerDirector",
                "ProxyHandler", "HTTPHandler", "HTTPSHandler", "HTTPCookieProcessor", "getproxies", "pathname2url",
                "url2pathname"):
        from _types import refuse

        refuse(f"urllib.request.{name}")
    raise AttributeError(f"module 'urllib.request' has no attribute '{name}'")
