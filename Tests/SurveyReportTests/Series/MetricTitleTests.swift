import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct MetricTitleTests {
  @Test(arguments: Base.allCases, [TrendUnit.mxHost, .address, .domain, .domainWeighted])
  func bestToWorstIsTheWholePartition(base: Base, unit: TrendUnit) {
    let metrics = Metric.bestToWorst(base: base, unit: unit)
    #expect(Set(metrics) == Set(Metric.partition(base: base, unit: unit)))
    #expect(metrics.first == .certificateClass(.caVerified))
    #expect(Set(metrics).isDisjoint(with: Metric.besideClasses(base: base, unit: unit)))
  }

  @Test func titlesAreDistinct() {
    #expect(Set(Metric.all.map(\.title)).count == Metric.all.count)
    #expect(Set(Metric.all.map(\.definition)).count == Metric.all.count)
  }
}
