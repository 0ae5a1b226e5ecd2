import SurveyCore
import TestSupport

/// What `openssl verify` says of a chain when it is given the judge's own flags.
///
/// ```
/// error 10 at 0 depth lookup: certificate has expired
/// ```
/// It goes on after some errors and stops at others; the judge meets them all.
struct OpenSSLVerify: Hashable {
  /// In the order in which it met them.
  let errors: [VerificationError]
  let isOK: Bool

  init(
    _ chain: [[UInt8]], trusting anchors: [UInt8], intermediates: [[UInt8]] = [], at instant: Instant,
    host: DomainName? = nil, _ scratch: Scratch
  ) async throws {
    let leaf = try scratch.write(pem([chain[0]]), as: "leaf.pem")
    let root = try scratch.write(anchors, as: "root.pem")
    let others = chain.dropFirst() + intermediates
    let untrusted = others.isEmpty ? [] : ["-untrusted", try scratch.write(pem(others), as: "others.pem")]
    // The names of RFC 9525: no common name, no partial wildcard.
    let name = host.map { ["-verify_hostname", $0.text] } ?? []
    let output = try await scratch.output(
      of: "/usr/bin/openssl",
      [
        "verify", "-purpose", "sslserver", "-auth_level", "1", "-verify_depth", "10", "-no-CApath", "-no-CAstore",
        "-attime", String(instant.epoch), "-CAfile", root,
      ] + untrusted + name + [leaf])
    isOK = output.contains("leaf.pem: OK")
    errors = output.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count > 6, words[0] == "error", let code = Int32(words[1]), let depth = Int32(words[3]) else {
        return nil
      }
      return VerificationError(code: code, depth: depth)
    }
  }
}
