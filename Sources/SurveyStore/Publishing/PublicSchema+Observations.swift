extension PublicSchema {
  static let observations = [
    PublicView(
      "v_probe", row: "wave, address, server name and look", isJudged: false,
      wave + [
        PublicColumn("address", .text, "IPv4 or IPv6; a stand-in in copies without addresses."),
        PublicColumn("port", .integer, "TCP port."),
        PublicColumn("server_name", .text, "The MX host's name, sent as SNI."),
        PublicColumn("look", .text, "modern, legacy or anull."),
        PublicColumn("is_final", .integer, "1: the look that counts for the address and name."),
        PublicColumn(
          "outcome", .text,
          "tls, no-starttls, starttls-rejected, handshake-failed, smtp-rejected, unreachable, not-probed or inconclusive."
        ),
        PublicColumn("reason", .text, "The finer word, as smtp.injection or tls.alert(40); ok."),
        PublicColumn("stage", .text, "How far it got."),
        PublicColumn("reply_code", .integer, "Of the SMTP reply that ended it; NULL: no reply did."),
        PublicColumn(
          "reply_text", .blob, "That reply as the peer wrote it: escape it before you show it. Empty without one."),
        PublicColumn("tls_version", .text, "TLSv1.0 to TLSv1.3; NULL: no handshake."),
        PublicColumn("cipher", .text, "Cipher suite by its IANA name."),
        PublicColumn("kx_group", .text, "Key-exchange group; NULL: none."),
        PublicColumn("signature", .text, "Signature algorithm of the handshake; NULL: nothing was signed."),
        PublicColumn("pfs", .integer, "1: forward secrecy."),
        PublicColumn("chain_sha256", .text, "Digest of the chain presented; NULL: none."),
        PublicColumn("leaf_sha256", .text, "Digest of its first certificate, as v_certificate.sha256."),
        PublicColumn("inferred", .integer, "1: not connected to, but taken from other names of the address."),
        PublicColumn(
          "observed_at", .text,
          "ISO 8601 in UTC; of a compacted wave its beginning, unless that decides how the chain is judged."),
        PublicColumn(
          "milliseconds", .integer,
          "The whole connection; NULL, as those that follow, where the wave is or was compacted."),
        PublicColumn("connect_milliseconds", .integer, "The TCP handshake; NULL: it was not completed."),
        PublicColumn("handshake_milliseconds", .integer, "The TLS handshake; NULL: it was not completed."),
        PublicColumn(
          "masked", .integer,
          "1: not offered, but a keyword of the length of STARTTLS is written over with X, as firewalls do; NULL: no such reply."
        ),
      ]),
    PublicView(
      "v_inference", row: "wave in which names were inferred", isJudged: false,
      wave + [
        PublicColumn(
          "addresses", .integer,
          "Addresses at which the names that were probed presented the same, so that others were taken to; none where they differed."
        ),
        PublicColumn("inferred", .integer, "Rows of v_probe with inferred = 1 at these addresses."),
        PublicColumn("checked", .integer, "Names drawn of those to be inferred, and probed all the same."),
        PublicColumn("wrong", .integer, "Those of them that differed from what would have been inferred."),
        PublicColumn(
          "error_percent", .real,
          "How often inference is wrong by the checks, each weighing the names that it stands for; NULL: none checked."),
      ]),
    PublicView(
      "v_certificate", row: "certificate that any server presented", isJudged: false,
      [
        PublicColumn("sha256", .text, "Digest of the DER."),
        PublicColumn(
          "spki_sha256", .text, "Digest of the public key; NULL, as what follows, where the octets are no certificate."),
        PublicColumn("subject", .text, "As RFC 4514 writes names."),
        PublicColumn("issuer", .text, "As RFC 4514 writes names."),
        PublicColumn("serial", .text, "In hexadecimal."),
        PublicColumn("not_before", .text, "ISO 8601 in UTC."),
        PublicColumn("not_after", .text, "ISO 8601 in UTC."),
        PublicColumn("key_type", .text, "Algorithm of the public key."),
        PublicColumn("key_bits", .integer, "Its length."),
        PublicColumn("signature_algorithm", .text, "By which it is signed."),
        PublicColumn(
          "dns_names", .text, "DNS names of subjectAltName, a JSON array; what is not printable ASCII as \\u00XX."),
        PublicColumn("self_signed", .integer, "1: issuer and subject are one, and its own key signed it."),
        PublicColumn("der", .blob, "Its octets; empty in copies without them."),
      ]),
  ]
}
