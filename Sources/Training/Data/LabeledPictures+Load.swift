import Foundation
import Imaging
import Kernels
import Pictures

extension LabeledPictures {
  /// Reads `path/<class>/*`, pictures of any size and colour, a tar archive of such folders, a
  /// ``PicturePack``, or FER-2013's CSV.
  ///
  /// Pictures are made gray and brought to the crop's size. Those that cannot be read are left out
  /// and listed in ``unreadable``. The order is that of the sorted file names.
  ///
  /// - Parameters:
  ///   - path: a folder, an uncompressed `.tar`, a pack or a `.csv`.
  ///   - usage: which rows of a CSV are read; others are read whole.
  ///   - crop: size of the network's input.
  ///   - threads: greatest number of threads for decoding.
  /// - Throws: `TrainingError` where there is no folder, no class, or a class without pictures.
  package static func load(
    _ path: String, usage: FER2013.Usage = .training, crop: FaceCrop = FaceCrop(), threads: Int
  ) throws -> LabeledPictures {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw TrainingError.unreadableData(
        path: path, reason: "no such folder or archive; give a folder with one folder a class")
    }
    if !isFolder.boolValue && PicturePack.isPack(path) {
      return try PicturePack.read(path, crop: crop, threads: threads)
    }
    if !isFolder.boolValue && FER2013.isTable(path) {
      let (entries, unreadable) = try FER2013.entries(path, usage: usage)
      let result = LabeledPictures(
        entries: entries, classes: FER2013.emotions.sorted(), unreadable: unreadable, crop: crop,
        threads: threads)
      guard result.count > 0 else {
        throw TrainingError.unreadableData(
          path: path, reason: "no picture can be read; \(result.unreadable[0])")
      }
      return result
    }
    let entries: [PictureEntry]
    if isFolder.boolValue {
      entries = try PictureEntry.inFolder(path)
    } else {
      entries = try PictureEntry.inArchive(path)
    }
    return try LabeledPictures(entries: entries, path: path, crop: crop, threads: threads)
  }

  private init(entries: [PictureEntry], path: String, crop: FaceCrop, threads: Int) throws {
    let classes = Set(entries.map(\.className)).sorted()
    guard !classes.isEmpty else { throw TrainingError.noClasses(path: path) }
    guard classes.count > 1 else { throw TrainingError.tooFewClasses(path: path, classes: classes) }
    self.init(entries: entries, classes: classes, unreadable: [], crop: crop, threads: threads)
    for (index, name) in classes.enumerated() where !labels.contains(index) {
      throw TrainingError.emptyClass(path: path, name: name)
    }
  }

  private init(
    entries: [PictureEntry], classes: [String], unreadable: [String], crop: FaceCrop, threads: Int
  ) {
    let decoded = Self.decode(entries, crop: crop, threads: threads)
    var labels: [Int] = []
    var names: [String] = []
    var unreadable = unreadable
    var levels: [UInt8] = []
    levels.reserveCapacity(entries.count * crop.width * crop.height)
    for (entry, result) in zip(entries, decoded) {
      switch result {
      case .success(let image):
        labels.append(classes.firstIndex(of: entry.className) ?? 0)
        names.append(entry.name)
        levels += image.pixels
      case .failure(let error): unreadable.append("\(error)")
      }
    }
    self.init(
      classes: classes, crop: crop, labels: labels, names: names, unreadable: unreadable,
      levels: levels)
  }

  private static func decode(
    _ entries: [PictureEntry], crop: FaceCrop, threads: Int
  ) -> [Result<GrayImage, any Error>] {
    let results = ParallelResults<Result<GrayImage, any Error>>(count: entries.count)
    parallelFor(entries.count, threads: threads) { index in
      results.set(index, Result { crop(try entries[index].readGray()) })
    }
    return results.values
  }
}
