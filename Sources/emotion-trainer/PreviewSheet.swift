import Imaging
import Kernels
import Pictures
import Reports
import Training

/// A picture of what a network is shown: the first batch as it is trained on, and some of its
/// pictures as they are in the data.
enum PreviewSheet {
  private static let (columns, rows) = (8, 8)

  static func write(_ loader: BatchLoader, to path: String) throws {
    let order = loader.shuffledOrder(epoch: 0)
    let batch = loader.trainingBatch(0, order: order, epoch: 0, storage: FloatBuffer())
    let shown = min(columns * rows, batch.input.batch)
    let data = loader.data
    let changed = (0..<shown).map { index in
      PictureSheet.Tile(
        picture(batch.input, index), caption: caption(batch.targets[index], data.classes))
    }
    let originals = order.prefix(min(columns, shown)).map { picture in
      PictureSheet.Tile(
        data.picture(picture),
        caption: caption(data.targets[picture], data.classes))
    }
    let sheet = try PictureSheet.draw(
      title: "The first batch of training",
      sections: [
        .init("as the network sees it", changed),
        .init("the first row as it is in the data", originals),
      ], columns: columns)
    try Picture.write(sheet, to: path)
    Console.say("\(path): \(shown) pictures of the first batch; nothing was trained")
  }

  private static func picture(_ map: FeatureMap, _ index: Int) -> GrayImage {
    let levels = UnsafeBufferPointer(start: map.picture(index), count: map.shape.count)
    return GrayImage(
      width: map.shape.width, height: map.shape.height,
      pixels: levels.map { UInt8(min(max($0.rounded(), 0), 255)) })
  }

  /// The classes with the greatest shares, each in a line.
  private static func caption(_ target: [Float], _ classes: [String]) -> [String] {
    let shares = zip(target, classes).filter { $0.0 > 0.005 }.sorted { $0.0 > $1.0 }
    return shares.map { share, name in
      share > 0.995 ? name : "\(name) \(Int((share * 100).rounded())) %"
    }
  }
}
