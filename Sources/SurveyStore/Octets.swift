internal import Foundation
internal import SurveyCore

// GRDB binds and reads BLOBs as Foundation's Data.
typealias Data = Foundation.Data

extension Fingerprint {
  var data: Data { Data(octets) }
}

extension [UInt8] {
  var data: Data { Data(self) }
}
