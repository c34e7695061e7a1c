import Imaging

/// All that the search of pictures of one size needs to know, worked out once.
struct ScanPlan {
  /// What a plan is made for.
  struct Key: Equatable {
    var width: Int
    var height: Int
    var parameters: DetectionParameters
  }

  /// Rows of windows at one scale that are searched together.
  struct Band {
    /// Index of the scale.
    var scale: Int
    /// Rows of windows.
    var rows: Range<Int>
  }

  /// Pixel rows of windows a band has: enough that the rows shared with the next band don't
  /// matter, few enough that its sums stay in the processor's cache.
  private static let bandHeight = 96

  let key: Key
  let scales: [ScanScale]
  /// How each scale's columns are taken from the picture's.
  let columns: [ExactLinearAxis]
  /// How each scale's rows are taken from the picture's.
  let rows: [ExactLinearAxis]
  let bands: [Band]
  private let splitWidth: Int
  private let denseWidth: Int
  private let splitTables: CascadeTables
  private let denseTables: CascadeTables

  init(for cascade: Cascade, key: Key) {
    self.key = key
    let scales = ScanScale.scales(
      for: cascade, width: key.width, height: key.height, parameters: key.parameters
    ).filter { $0.columns > 0 && $0.rows > 0 }
    self.scales = scales
    columns = scales.map { ExactLinearAxis(from: key.width, to: $0.width) }
    rows = scales.map { ExactLinearAxis(from: key.height, to: $0.height) }
    bands = scales.indices.flatMap { index in
      let height = max(1, Self.bandHeight / scales[index].step)
      return stride(from: 0, to: scales[index].rows, by: height).map { first in
        Band(scale: index, rows: first..<min(first + height, scales[index].rows))
      }
    }
    func width(_ layout: IntegralImage.Layout) -> Int {
      scales.filter { $0.layout == layout }.map(\.width).max() ?? cascade.windowWidth
    }
    func tables(_ layout: IntegralImage.Layout) -> CascadeTables {
      CascadeTables(
        cascade, stride: IntegralImage.stride(width: width(layout), layout: layout), layout: layout)
    }
    splitWidth = width(.split)
    denseWidth = width(.dense)
    splitTables = tables(.split)
    denseTables = tables(.dense)
  }

  /// Width of the widest picture of a layout: all scales share the layout's rows and tables.
  func width(_ layout: IntegralImage.Layout) -> Int {
    layout == .split ? splitWidth : denseWidth
  }

  func tables(_ layout: IntegralImage.Layout) -> CascadeTables {
    layout == .split ? splitTables : denseTables
  }
}

extension ScanScale {
  /// The integral picture's layout in which this scale's windows are neighbours.
  var layout: IntegralImage.Layout { step == 2 ? .split : .dense }
}
