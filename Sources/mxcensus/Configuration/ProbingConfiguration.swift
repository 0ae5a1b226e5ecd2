import SurveyCore
import SurveyProbe
import SurveyScan

/// The options of `probe`, checked.
struct ProbingConfiguration: Sendable {
  let port: UInt16
  let isQuiet: Bool
  let identity: Identity
  let looks: LookSequence
  let offersPostQuantum: Bool
  let seed: UInt64
  var window: Int
  let manners: Manners
  let policy: LivePolicy
  let reload: PolicyReload
  let visitsIPv6: Bool
  let timeouts: ProbeTimeouts

  init(_ options: ProbeCommand) throws {
    port = try options.filter.port.checkedPort(of: "port")
    isQuiet = options.filter.quiet
    identity = try Identity(options.identity, isSynthetic: options.manners.allowReserved)
    looks = try LookSequence(options.looks)
    offersPostQuantum = !options.looks.noPQ
    seed = options.seed
    window = try options.manners.checkedWindow
    manners = try Manners(options.manners)
    (policy, reload) = try LivePolicy.reloading(options.manners, isIdentified: options.identity.isComplete)
    visitsIPv6 = !options.manners.noIPv6
    timeouts = try ProbeTimeouts(options.timeouts)
  }

  /// With a window that fits into the process's limit of descriptors.
  /// - Throws: a `Refusal` where that is too low.
  func fitted() throws -> ProbingConfiguration {
    let descriptors = try DescriptorLimit.raise()
    var fitted = self
    fitted.window = min(window, descriptors)
    return fitted
  }
}
