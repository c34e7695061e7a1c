import ArgumentParser
import Foundation
import Logging
import Pictures
import Pipeline

/// Works through pictures and folders of pictures; one that fails does not keep the others from
/// being done.
struct PictureBatch {
  private let paths: [String]
  private let writesErrorLines: Bool
  private let log: Logger

  /// - Parameters:
  ///   - paths: pictures, and folders that are walked.
  ///   - writesErrorLines: a picture that fails gives a JSON line on standard output, too.
  init(_ paths: [String], writesErrorLines: Bool, log: Logger) {
    self.paths = paths
    self.writesErrorLines = writesErrorLines
    self.log = log
  }

  /// - Parameter work: called with each picture; what it throws is reported, and the next one
  ///   follows, but for a closed standard output.
  /// - Throws: exit status 1 at the end where anything failed.
  func run(_ work: (BatchPicture) throws -> Void) throws {
    let interruption = Interruption()
    var hasFailed = false
    func attempt(_ path: String, _ body: () throws -> Void) throws {
      do { try body() } catch let error as StandardOutputError { throw error } catch {
        hasFailed = true
        StandardError.write("emotion-detector: \(error)\n")
        if writesErrorLines {
          try StandardOutput.write(JSONEvent.line(source: path, error: "\(error)") + "\n")
        }
      }
    }
    for path in paths {
      var pictures: [BatchPicture] = []
      try attempt(path) { pictures = try Self.pictures(at: path) }
      for picture in pictures {
        if interruption.stop.isRequested { throw CommandError.interrupted }
        log.debug("reading \(picture.path)")
        try attempt(picture.path) { try work(picture) }
      }
    }
    if hasFailed { throw ExitCode(ExitStatus.failed.rawValue) }
  }

  private static func pictures(at path: String) throws -> [BatchPicture] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else {
      return [BatchPicture(path: path, relativePath: URL(fileURLWithPath: path).lastPathComponent)]
    }
    let files = try Picture.files(in: path)
    if files.isEmpty { throw CommandError.noPictures(folder: path) }
    return files.map { file in
      let below = file.dropFirst(path.count).drop { $0 == "/" }
      return BatchPicture(path: file, relativePath: String(below))
    }
  }
}
