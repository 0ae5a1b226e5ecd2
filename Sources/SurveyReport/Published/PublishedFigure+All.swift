import SurveyCore

extension PublishedFigure {
  /// The text of `published-figures.csv` as it was built into the program.
  static let text = String(decoding: PackageResources.published_figures_csv, as: UTF8.self)

  /// Every figure, in the order of the file.
  static let all: [PublishedFigure] = {
    do {
      return try read(text)
    } catch {
      preconditionFailure("published-figures.csv is part of the program and has to be readable: \(error)")
    }
  }()

  /// The figures that count the same as a unit of ours, in the order of the file.
  static func comparable(with unit: TrendUnit) -> [PublishedFigure] {
    all.filter { $0.nearest?.unit == unit && $0.nearest?.relation == .same }
  }

  /// The figures that count other things than what comes nearest here.
  static let proxies: [PublishedFigure] = all.filter { $0.nearest?.relation == .proxy }

  /// Facebook's figures of 2014.
  static let facebook: [PublishedFigure] = all.filter { $0.source == "Facebook" }
}
