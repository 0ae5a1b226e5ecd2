import Glibc
import SurveyCore

/// Whether IPv6 leads anywhere from here.
struct RouteExamination: Sendable {
  let configuration: DoctorConfiguration

  var finding: Finding {
    let tried = "a route to \(OwnAddress.farIPv6)"
    guard configuration.visitsIPv6 else {
      return Finding(subject: "ipv6", verdict: .notChecked, tried: tried, found: "--no-ipv6 was given")
    }
    do {
      return Finding(
        subject: "ipv6", verdict: .fine, tried: tried, found: "from \(try OwnAddress.towards(OwnAddress.farIPv6))")
    } catch {
      let reason = unsafe String(cString: strerror(error.number))
      guard !configuration.isLaboratory else {
        return Finding(
          subject: "ipv6", verdict: .notChecked, tried: tried, found: "none (\(reason)), and a laboratory needs none")
      }
      return Finding(
        subject: "ipv6", verdict: .warning, tried: tried, found: "none (\(reason))",
        fix: "IPv6 addresses will count as inconclusive; get a route, or say so with --no-ipv6")
    }
  }
}
