internal import GRDB
internal import SurveyCore

/// Which domains of a wave are in the trend, and which traits they can have.
struct MXSetUseReading {
  let db: GRDB.Database
  let scanID: Int64
  let judgementID: Int64
  let plan: RollUpPlan

  var asksPolicies: Bool { plan.metrics.contains(.mtaSTSEnforce) }
  var asksAuthentication: Bool { plan.metrics.contains(.authenticated) }
  var hasFurtherLists: Bool { plan.weightedUnits.count > 1 }

  /// The codes of MX statuses whose domains are in the trend.
  static let codes = MXStatusWords.version1.indices.filter { MXStatus(code: $0).isInTrend }
}
