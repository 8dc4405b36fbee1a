#!/usr/bin/python3
"""A mail server for tests: Debian's python3-aiosmtpd on loopback, any free port.

  smtp.py [--tls CERTIFICATE KEY [--at-once]] [--login USER PASSWORD]

Prints {"port": N}, then a line for each mail as Python's own parser reads it. Who is called later@… or never@… is refused for now or for good.
Ends when its standard input does, so that it never outlives the test that started it.
"""
import argparse, asyncio, email, email.policy, json, ssl, sys
from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("--tls", nargs=2)
parser.add_argument("--at-once", action="store_true")
parser.add_argument("--login", nargs=2)
given = parser.parse_args()


class Inbox:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("later@"):
            return f"450 4.2.1 {address} is busy"
        if address.startswith("never@"):
            return f"550 5.1.1 there is no {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        part = lambda kind: (body := mail.get_body((kind,))) and body.get_content().replace("\r\n", "\n")
        print(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None, "signed_in": bool(session.authenticated),
            "headers": {name: str(value) for name, value in mail.items()}, "text": part("plain"), "html": part("html"),
        }), flush=True)
        return "250 OK"


def sign_in(server, session, envelope, mechanism, auth_data):
    return AuthResult(success=[auth_data.login.decode(), auth_data.password.decode()] == given.login, handled=False)


async def serve():
    tls = None
    if given.tls:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(*given.tls)
    words = {"tls_context": tls, "require_starttls": True} if tls and not given.at_once else {}
    if given.login:
        words |= {"authenticator": sign_in, "auth_required": True, "auth_require_tls": bool(words)}
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Inbox(), hostname="test", enable_SMTPUTF8=True, **words), "127.0.0.1", 0, ssl=tls if given.at_once else None)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(serve())
