import Foundation

/// The signed root zone: its keys, its signatures, and its key as a trust anchor.
enum RootZone {
  /// Makes keys, signs the root zone at `unsigned` into `signed` and writes the key-signing key to `anchor`,
  /// in the form that libunbound reads. Signatures are valid around the real present, as validators use the
  /// real clock.
  ///
  /// The keys' own files stay in `keyDirectory`.
  static func sign(unsigned: String, signed: String, anchor: String, keyDirectory: String) async throws {
    let keySigning = try await makeKey(["-k"], keyDirectory: keyDirectory)
    let zoneSigning = try await makeKey([], keyDirectory: keyDirectory)
    let now = Int(Date().timeIntervalSince1970)
    let validity = ["-i", String(now - 86_400), "-e", String(now + 60 * 86_400)]
    _ = try await ChildProcess.run(
      "/usr/bin/ldns-signzone", validity + ["-o", ".", "-f", signed, unsigned, keySigning, zoneSigning],
      directory: keyDirectory, output: "\(keyDirectory)/signzone.out")
    let key = try String(contentsOfFile: "\(keyDirectory)/\(keySigning).key", encoding: .utf8)
    try key.write(toFile: anchor, atomically: true, encoding: .utf8)
  }

  /// Makes a key and returns the base name of its files.
  private static func makeKey(_ flags: [String], keyDirectory: String) async throws -> String {
    let name = try await ChildProcess.run(
      "/usr/bin/ldns-keygen", ["-a", "ECDSAP256SHA256"] + flags + ["."],
      directory: keyDirectory, output: "\(keyDirectory)/keygen.out")
    return name.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
