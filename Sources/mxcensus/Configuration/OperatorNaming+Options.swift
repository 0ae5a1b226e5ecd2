import SurveyDNS
import SurveyStore
import SurveyTLS

extension OperatorNaming {
  /// By the ICANN section of the list that is named, or of the system's.
  init(_ options: OperatorOptions) throws {
    do {
      let list = try PublicSuffixList(path: options.pslFile, digest: { SHA256.digest($0) })
      self.init(sha256: list.sha256, naming: { list.registrableDomain(of: $0) })
    } catch {
      throw Refusal(.configuration, error.words)
    }
  }
}
