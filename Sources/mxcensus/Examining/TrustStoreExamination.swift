import SurveyCore
import SurveyTLS

/// Whether the trust stores can be read, what is in them, and how old they are.
struct TrustStoreExamination: Sendable {
  let configuration: DoctorConfiguration

  /// Lists of authorities change every few weeks; Debian's stable releases follow a few times a year.
  private static let maximumDays: Int64 = 400

  var findings: [Finding] {
    configuration.trustStores.map { path in
      let tried = "reading the trust store \(path)"
      do {
        return finding(of: try TrustStore(file: path), path, tried)
      } catch {
        let reason = (error as? Refusal)?.message ?? "\(error)"
        return Finding(
          subject: "trust-store", verdict: .configuration, tried: tried, found: reason,
          fix: "install Debian's ca-certificates, or name a file of certificates in PEM with --trust-store")
      }
    }
  }

  private func finding(of store: TrustStore, _ path: String, _ tried: String) -> Finding {
    let days = FileStatus.modified(path).map { max(0, (Instant.now.epoch - $0.epoch) / 86_400) }
    let age = days.map { ", \($0 == 1 ? "1 day" : "\($0) days") old" } ?? ""
    let isOld = days.map { $0 > TrustStoreExamination.maximumDays } ?? false
    return Finding(
      subject: "trust-store", verdict: isOld ? .warning : .fine, tried: tried,
      found: "\(store.count) \(store.count == 1 ? "root" : "roots")\(age)",
      fix: isOld ? "authorities come and go: upgrade the package ca-certificates, or name a newer file" : nil)
  }
}
