import Foundation
import Imaging
import Logging
import Synchronization

/// The pictures of a folder as frames of a fixed rate, sorted by name, `frame2` before `frame10`.
///
/// The first picture sets the size; others are scaled to fit, black beside them. A picture that
/// cannot be read is passed over with a warning.
// Sendable: one thread calls `next`, and only the atomic flag is touched from others.
package final class PictureFolderSource: FrameSource, @unchecked Sendable {
  package let name: String
  /// Frames a second.
  package let frameRate: Double
  /// Width of every frame in pixels.
  package let width: Int
  /// Height of every frame in pixels.
  package let height: Int
  /// Number of files that look like pictures.
  package var frameCount: Int { paths.count }

  private static let extensions: Set<String> = ["png", "jpg", "jpeg", "webp"]
  private let paths: [String]
  private let decode: @Sendable (String) throws -> ColorImage
  private let letterbox: Letterbox
  private let logger = Logger(label: "pictures")
  private var position: Int
  private var first: ColorImage?
  private var delivered = 0
  private let isInterrupted = Atomic(false)

  /// - Parameters:
  ///   - path: the folder; its own files only, hidden ones left out.
  ///   - frameRate: frames a second.
  ///   - decode: reads a picture file, upright.
  /// - Throws: ``VideoError/system(path:operation:reason:)`` where the folder cannot be read,
  ///   ``VideoError/noPicturesInFolder(path:)``.
  package init(
    path: String, frameRate: Double = 25, decode: @escaping @Sendable (String) throws -> ColorImage
  ) throws {
    precondition(frameRate > 0, "a rate of \(frameRate) frames a second")
    let paths = try PictureFolderSource.pictures(in: path)
    var position = 0
    var first: ColorImage?
    while first == nil && position < paths.count {
      first = try? decode(paths[position])
      if first == nil { logger.warning("\(paths[position]): passed over, cannot be read") }
      position += 1
    }
    guard let first, !first.bounds.isEmpty else {
      throw VideoError.noPicturesInFolder(path: path)
    }
    name = path
    width = first.width
    height = first.height
    letterbox = Letterbox(width: first.width, height: first.height, path: path)
    self.paths = paths
    self.position = position
    self.first = first
    self.frameRate = frameRate
    self.decode = decode
  }

  package func next() throws -> Frame? {
    guard !isInterrupted.load(ordering: .relaxed), let image = try nextPicture() else { return nil }
    defer { delivered += 1 }
    let nanoseconds = (Double(delivered) * 1e9 / frameRate).rounded()
    return Frame(
      index: delivered, time: .nanoseconds(Int64(nanoseconds)), gray: image.gray()
    ) { image }
  }

  package func interrupt() {
    isInterrupted.store(true, ordering: .relaxed)
  }

  private func nextPicture() throws -> ColorImage? {
    if let image = first {
      first = nil
      return image
    }
    while position < paths.count {
      let path = paths[position]
      position += 1
      do {
        return try letterbox.fit(try decode(path))
      } catch {
        logger.warning("passed over: \(error)")
      }
    }
    return nil
  }

  private static func pictures(in path: String) throws -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw VideoError.system(
        path: path, operation: "read the folder", reason: error.localizedDescription)
    }
    return names.filter {
      !$0.hasPrefix(".") && extensions.contains(URL(filePath: $0).pathExtension.lowercased())
    }.sorted {
      let order = $0.compare($1, options: .numeric)
      return order == .orderedSame ? $0 < $1 : order == .orderedAscending
    }.map { URL(filePath: path).appending(path: $0).path }
  }
}
