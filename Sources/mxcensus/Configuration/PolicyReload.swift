import SurveyScan

/// Reads the lists of a wave under way again, on SIGHUP.
struct PolicyReload: Sendable {
  let policy: LivePolicy
  let read: @Sendable () throws -> AddressPolicy

  /// Puts the lists as they are now in place; where they can't be read, those that are in place stay.
  func run() {
    do {
      policy.replace(by: try read())
      Terminal.say("mxcensus: the lists of who is left alone were read again")
    } catch let refusal as Refusal {
      Terminal.say("mxcensus: \(refusal.message); the lists as they were before stay in place")
    } catch {
      Terminal.say("mxcensus: can't read the lists again: \(error); those as they were before stay in place")
    }
  }
}
