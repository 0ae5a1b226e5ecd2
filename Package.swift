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
    // libunbound: a validating resolver in the process. Its .pc file asks for libevent, which we do not use.
    .systemLibrary(name: "CUnbound", providers: [.apt(["libunbound-dev"])]),
    // libidn2: IDNA 2008, from U-labels in lists to A-labels.
    .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),

    .target(name: "SurveyCore", swiftSettings: settings),
    .target(name: "SurveyDNS", dependencies: ["SurveyCore", "CUnbound", "CIDN2"], swiftSettings: settings),
    .testTarget(name: "SurveyCoreTests", dependencies: ["SurveyCore"], swiftSettings: settings),
    .testTarget(name: "SurveyDNSTests", dependencies: ["SurveyDNS", "SurveyCore"], swiftSettings: settings),
  ]
)
