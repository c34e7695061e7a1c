import Foundation
import Pictures

/// Photographs by class, with the names of their face crops.
struct PhotographFolder {
  struct Photograph: Sendable {
    let className: String
    let path: String
    /// What its crop is called, without ending.
    let cropName: String
  }

  /// The classes' names, sorted, those of empty folders as well.
  let classes: [String]
  let photographs: [Photograph]

  /// The pictures in the folders of a folder, each folder a class.
  ///
  /// - Throws: ``CropError/noPhotographs(path:)``, or `FileError` where a folder cannot be read.
  init(path: String) throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    classes = names.filter { !$0.hasPrefix(".") && Self.isFolder("\(path)/\($0)") }.sorted()
    photographs = try classes.flatMap { name in
      let folder = "\(path)/\(name)"
      let files = try Picture.files(in: folder)
      let cropNames = CropNames.names(of: files.map { String($0.dropFirst(folder.count + 1)) })
      return zip(files, cropNames).map {
        Photograph(className: name, path: $0, cropName: $1)
      }
    }
    guard !photographs.isEmpty else { throw CropError.noPhotographs(path: path) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
