import Foundation
import Testing

extension SystemTests {
  /// How the script for Apache Spark hands rows over, without Spark.
  @Suite struct SparkJudgingTests {
    /// Rows of which some can be had, handed to a program that says whether its input came to an end.
    private static let handing = """
      import sys, types

      for name in ("pyspark", "pyspark.sql", "pyspark.sql.functions", "pyspark.sql.types"):
          sys.modules[name] = types.ModuleType(name)
      sys.modules["pyspark"].SparkFiles = sys.modules["pyspark"].TaskContext = None
      sys.modules["pyspark.sql"].SparkSession = None
      sys.modules["pyspark.sql"].functions = types.SimpleNamespace(to_json=lambda x: types.SimpleNamespace(alias=str), struct=str)
      sys.modules["pyspark.sql"].types = None
      sys.path.insert(0, sys.argv[1])
      import spark_survey

      class Frame:
          def drop(self, name): return self
          def select(self, column): return self
          def toLocalIterator(self):
              yield types.SimpleNamespace(line="{}")
              if sys.argv[4] == "half":
                  raise RuntimeError("the executor is gone")

      options = types.SimpleNamespace(db=sys.argv[3], label="wave", mxcensus=sys.argv[2], import_flags="")
      survey = spark_survey.Survey.__new__(spark_survey.Survey)
      survey.options = options
      survey.judge(Frame(), Frame())
      """

    @Test(arguments: ["whole", "half"])
    func halfOfTheRowsAreNotTakenForAllOfThem(kind: String) async throws {
      let folder = try Folder()
      let ended = "\(folder.path)/ended"
      let program = try folder.write("#!/bin/sh\ncat >'\(ended)-begun'\nmv '\(ended)-begun' '\(ended)'\n", as: "import")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
      let scripts = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Scripts")
        .standardized.path
      let ending = try await Program(path: "/usr/bin/python3").run(
        ["-c", Self.handing, scripts, program, "\(folder.path)/survey.db", kind], in: folder)
      #expect(ending.errors.contains("the executor is gone") == (kind == "half"), "\(ending.errors)")
      #expect((ending.status == 0) == (kind == "whole"), "\(ending.errors)")
      // What had its input closed would have gone on by now.
      try await Task.sleep(for: .milliseconds(kind == "half" ? 500 : 0))
      #expect(FileManager.default.fileExists(atPath: ended) == (kind == "whole"))
    }
  }
}
