import Foundation

/// Signs zones with keys of their own, made anew in every laboratory.
struct ZoneSigner: Sendable {
  /// Gets the keys' files.
  let directory: String

  /// What a signed zone is known by.
  struct KeySigningKey: Sendable {
    /// The DNSKEY record: as the root's, the trust anchor in a form that libunbound reads.
    let dnskey: String
    /// The DS record for the zone above.
    let ds: String
  }

  /// How long signatures hold, in days around the real present, as validators use the real clock.
  enum Validity: Sendable {
    case current, ended

    fileprivate var days: (from: Int, to: Int) {
      switch self {
      case .current: (-1, 60)
      case .ended: (-60, -30)
      }
    }
  }

  /// Signs the zone file at `unsigned` into `signed`, with NSEC records.
  ///
  /// - Parameter origin: the apex, with a trailing dot.
  func sign(origin: String, unsigned: String, signed: String, validity: Validity) async throws -> KeySigningKey {
    let keySigning = try await makeKey(["-k"], origin)
    let zoneSigning = try await makeKey([], origin)
    let now = Int(Date().timeIntervalSince1970)
    let (from, to) = validity.days
    let period = ["-i", String(now + from * 86_400), "-e", String(now + to * 86_400)]
    _ = try await ChildProcess.run(
      "/usr/bin/ldns-signzone", period + ["-o", origin, "-f", signed, unsigned, keySigning, zoneSigning],
      directory: directory, output: "\(directory)/signzone.out")
    return KeySigningKey(dnskey: try text("\(keySigning).key"), ds: try text("\(keySigning).ds"))
  }

  /// Makes a key and returns the base name of its files.
  private func makeKey(_ flags: [String], _ origin: String) async throws -> String {
    let name = try await ChildProcess.run(
      "/usr/bin/ldns-keygen", ["-a", "ECDSAP256SHA256"] + flags + [origin],
      directory: directory, output: "\(directory)/keygen.out")
    return name.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func text(_ file: String) throws -> String {
    try String(contentsOfFile: "\(directory)/\(file)", encoding: .utf8)
  }
}
