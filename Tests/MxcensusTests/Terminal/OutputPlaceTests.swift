import Foundation
import Testing

@testable import mxcensus

/// Where a command will write is looked at before it begins, and left as it is.
@Suite final class OutputPlaceTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "output-place-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("old".utf8).write(to: URL(fileURLWithPath: "\(folder)/file"))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func refusal(_ body: () throws -> Void) -> Refusal? {
    do {
      try body()
      return nil
    } catch {
      return error as? Refusal
    }
  }

  @Test(arguments: ["new", "file"]) func aFileThatCanBeWrittenIsLeftAsItIs(name: String) throws {
    #expect(refusal { try OutputPlace.requireFile("\(folder)/\(name)") } == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
    #expect(try String(contentsOfFile: "\(folder)/file", encoding: .utf8) == "old")
  }

  @Test(arguments: ["nowhere/x", "file/x", ""]) func aFileWithoutAPlaceIsRefusedAsItsWritingWouldBe(name: String) throws
  {
    let path = "\(folder)/\(name)"
    let found = try #require(refusal { try OutputPlace.requireFile(path) })
    let written = try #require(refusal { try FileContents.replace(path, with: "x") })
    #expect(found.kind == .io && written.kind == .io)
    #expect(name.isEmpty || found.message == written.message)
    #expect(found.message.contains(path))
  }

  @Test(arguments: ["", "/", "/new", "/new/er/", "/./new"]) func aFolderThatCanBeMadeIsNotMadeYet(name: String) throws {
    #expect(refusal { try OutputPlace.requireFolder(folder + name) } == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
  }

  @Test(arguments: ["/file", "/file/x", "/file/x/y/"]) func aFileIsNoFolder(name: String) throws {
    let found = try #require(refusal { try OutputPlace.requireFolder(folder + name) })
    #expect(found.kind == .io && found.message.hasSuffix("Not a directory"))
  }

  @Test func aLinkThatLeadsNowhereIsNoFolder() throws {
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "/nowhere/at/all")
    #expect(refusal { try OutputPlace.requireFolder("\(folder)/link/x") }?.kind == .io)
  }

  @Test func theFolderAtHandIsOne() { #expect(refusal { try OutputPlace.requireFolder("") } == nil) }
}
