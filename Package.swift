// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is held to the same settings: language mode 6, strict concurrency, no warnings.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "mxcensus",
  platforms: [.macOS(.v15)],
  targets: [

    .target(name: "SurveyCore", swiftSettings: settings),
    .testTarget(name: "SurveyCoreTests", dependencies: ["SurveyCore"], swiftSettings: settings),
  ]
)
