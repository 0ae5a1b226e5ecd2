/// The certificates that chains are judged by; their keys are nobody's any more. `openssl req -x509` made the anchor and
/// `openssl x509 -req` the other, both from 2026-11-28 for a hundred years.
enum FuzzAnchor {
  /// The one trust anchor.
  static let anchor = """
    -----BEGIN CERTIFICATE-----
    MIIBlzCCATygAwIBAgIBATAKBggqhkjOPQQDAjAhMRAwDgYDVQQKDAdGdXp6aW5n
    MQ0wCwYDVQQDDARSb290MCAXDTI2MTEyODE4MjMwMVoYDzIxMjYxMTA0MTgyMzAx
    WjAhMRAwDgYDVQQKDAdGdXp6aW5nMQ0wCwYDVQQDDARSb290MFkwEwYHKoZIzj0C
    AQYIKoZIzj0DAQcDQgAE5eeqOF9Dydkl8bWMZFf+zKlaWK0ztsdQmWzBHtZTeVgC
    Q90VIM6u8gNRaoF5Y2UUKvyYBMFJxrEAPA9Awv+t5aNjMGEwHQYDVR0OBBYEFBsv
    RrKybMPAmqIJ1B/0l6LlCsSiMB8GA1UdIwQYMBaAFBsvRrKybMPAmqIJ1B/0l6Ll
    CsSiMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgIEMAoGCCqGSM49BAMC
    A0kAMEYCIQCCJgDhlcoBmscl2Cg3HsXRUsGV0utZ57vgT6qhDoecMwIhAP2fxltN
    9Qv9b0RTcIXqxI6s2FSVyJ+pawM0KYyRSzID
    -----END CERTIFICATE-----
    """

  /// The one intermediate that other hosts sent: it vouches for names below `example.org`.
  static let intermediate = """
    -----BEGIN CERTIFICATE-----
    MIIBvzCCAWWgAwIBAgIBAjAKBggqhkjOPQQDAjAhMRAwDgYDVQQKDAdGdXp6aW5n
    MQ0wCwYDVQQDDARSb290MCAXDTI2MTEyODE4MjMwMVoYDzIxMjYxMTA0MTgyMzAx
    WjApMRAwDgYDVQQKDAdGdXp6aW5nMRUwEwYDVQQDDAxJbnRlcm1lZGlhdGUwWTAT
    BgcqhkjOPQIBBggqhkjOPQMBBwNCAARbZIkizheoLsVdBJRWQIBB9oo5EPYTaPcX
    gDz8BED2XVc5wN4WvTob9jsDPzR1O8FDC5Gu1JdKqlxqr2/T8Xfco4GDMIGAMBIG
    A1UdEwEB/wQIMAYBAf8CAQAwDgYDVR0PAQH/BAQDAgIEMBoGA1UdHgQTMBGgDzAN
    ggtleGFtcGxlLm9yZzAdBgNVHQ4EFgQUsHffJFO82pgKfAw2m60I4Wv5SKAwHwYD
    VR0jBBgwFoAUGy9GsrJsw8CaognUH/SXouUKxKIwCgYIKoZIzj0EAwIDSAAwRQIh
    AIKQWeNFCAJPJBicObBBO3NUJziqItpfSr8GFdbo1iGeAiApyFtX/ic3hSUGSgc1
    00DdJxBGn9B0sL3+SWM36ARqTw==
    -----END CERTIFICATE-----
    """
}
