import ArgumentParser
import SurveyCore
import SurveyDNS
import SurveyReport
import SurveyTLS

/// `mxcensus classify`: judges a chain without a network.
struct ClassifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Judge a certificate chain from a file, without a network; JSON on standard output",
    discussion: """
      The judge is that of a survey: OpenSSL for the purpose of a TLS server at security level 1, every error collected.

      EXAMPLES
        mxcensus classify --chain fullchain.pem --name mx1.example.org
        openssl s_client -starttls smtp -connect mx1.example.org:25 \\
          -showcerts </dev/null | mxcensus classify --chain -

      JSON
        class (null where it depends on a name and none was given: a trusted
          chain in date), chain, name (null without --name), time,
        errors[]: word, code, depth; all of them, the leaf is depth 0,
        weak_key, weak_signature, reference_name, judged_at,
        holds_from, holds_until: in between nothing changes; null: no such end,
        certificates,
        leaf (null where it can't be read): subject, issuer, serial, not_before,
          not_after, dns_names[], dns_name_count, key, key_bits,
          signature_algorithm, sha256, spki_sha256, self_signed,
        trust_store_sha256

      EXIT STATUS
        0   judged, whatever the class
        65  the chain is no PEM text with a certificate
        else as of every command
      """)

  @Option(
    help: ArgumentHelp("The chain in PEM, the server's own certificate first; - is standard input.", valueName: "pem"))
  var chain: String

  @Option(help: ArgumentHelp("The MX name that the certificate is judged for.", valueName: "name"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "Judge at this instant, 2026-11-24 or 2026-11-24T19:58:25Z. (default: now)", valueName: "time"))
  var at: String?

  @Option(help: ArgumentHelp("Trust anchors in PEM.", valueName: "file"))
  var trustStore = JudgingOptions.debianTrustStore

  @Option(help: ArgumentHelp("Intermediates in PEM that complete the chain.", valueName: "file"))
  var intermediates: String?

  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      Terminal.print(try classified().json.pretty + "\n")
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }

  private func classified() throws -> ClassifiedChain {
    let host = try name.map { try DomainName(argument: $0) }
    let instant = try Instant(argument: at)
    let store = try TrustStore(file: trustStore)
    let pool = try intermediates.map { path in
      guard let found = PEM.certificates(try FileContents.read(path, as: "intermediates file")), !found.isEmpty else {
        throw Refusal(.configuration, "the intermediates file \(path) holds no certificate in PEM")
      }
      return found
    }
    guard let certificates = PEM.certificates(try FileContents.readOrStandardInput(chain, as: "chain")),
      let leaf = certificates.first
    else {
      let source = chain == "-" ? "standard input" : chain
      throw Refusal(.input, "\(source) holds no certificate in PEM that can be read")
    }
    let judge = ChainJudge(trustStore: store, intermediates: IntermediatePool(pool ?? []))
    return ClassifiedChain(
      judged: judge.judge(certificates, at: instant), name: host, instant: instant,
      leaf: CertificateFields(der: leaf), leafSHA256: SHA256.digest(leaf), count: certificates.count,
      trustStoreSHA256: store.sha256)
  }
}
