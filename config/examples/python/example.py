"""Reads and writes as a linked account, with plain `requests`.

    python3 config/examples/python/example.py data/sandbox.json
"""

import json
import sys

import requests


class Gateway:
    """The typed endpoints of one connection."""

    def __init__(self, base_url: str, api_key: str, connection_id: str) -> None:
        self.base = base_url + "/v2/access"
        self.session = requests.Session()
        self.session.headers.update({"apikey": api_key, "x-connection-id": connection_id})

    def call(self, method: str, path: str, **options):
        answer = self.session.request(method, self.base + path, timeout=60, **options)
        if not answer.ok:
            # Every error of the gateway says what happened, whose fault it is and what to do next.
            problem = answer.json()
            raise RuntimeError(f"{problem['code']}: {problem['detail']} {problem['nextActions']}")
        return answer.json() if answer.content else None

    def rows(self, path: str, **query):
        """Every row of a list that is paged by an offset."""
        while True:
            page = self.call("GET", path, params=query)
            yield from page["list"]
            if not page["hasMore"]:
                return
            query["offset"] = page["nextOffset"]

    def upload(self, filename: str, content: bytes, content_type: str) -> str:
        """Sends a file, and returns what `mediaItems` takes."""
        about = {"filename": filename, "size": len(content), "contentType": content_type}
        plan = self.call("POST", "/uploads/init", json=about)
        upload_id, size = plan["mediaUploadId"], plan["partSize"]
        for part in range(plan["totalParts"]):
            data = content[part * size : (part + 1) * size]
            self.call("PUT", f"/uploads/{upload_id}/parts/{part + 1}", data=data)
        self.call("POST", "/uploads/complete", json={"mediaUploadId": upload_id})
        return upload_id


def main(hand_out: str) -> None:
    with open(hand_out, encoding="utf-8") as file:
        given = json.load(file)
    gateway = Gateway(given["baseUrl"], given["apiKey"], given["connections"]["creator"])
    print("profile:", gateway.call("GET", "/self")["username"])
    print("subscribers:", sum(1 for _ in gateway.rows("/subscribers", limit=20)))
    film = gateway.upload("film.mp4", b"A small film.", "video/mp4")
    post = gateway.call(
        "POST",
        "/posts",
        json={"text": "From Python.", "mediaItems": [film]},
        # The same request again gets the answer of the first.
        headers={"Idempotency-Key": "example-" + film},
    )
    print("post:", post["id"], "with", post["mediaCount"], "medium")
    try:
        gateway.call("GET", "/posts/999999999")
    except RuntimeError as error:
        print("refused:", error)


if __name__ == "__main__":
    main(sys.argv[1])
