import Imaging

/// All that the search of pictures of one size needs to know, worked out once.
struct ScanPlan {
  /// What a plan is made for.
  struct Key: Equatable {
    var width: Int
    var height: Int
    var parameters: DetectionParameters
  }

  /// A rectangle of windows at one scale that are searched together.
  struct Band: Equatable {
    /// Index of the scale.
    var scale: Int
    /// Rows of windows.
    var rows: Range<Int>
    /// Columns of windows.
    var columns: Range<Int>

    var windowCount: Int { rows.count * columns.count }
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
  /// The whole scan.
  let bands: [Band]
  /// Rows of pixels that a band has at most.
  let greatestHeight: Int
  /// Whether a feature needs tilted sums.
  let hasTilted: Bool
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
      Self.bands(
        scale: index, rows: 0..<scales[index].rows, columns: 0..<scales[index].columns,
        step: scales[index].step)
    }
    let height = Self.bandHeight + cascade.windowHeight
    greatestHeight = height
    func width(_ layout: IntegralImage.Layout) -> Int {
      scales.filter { $0.layout == layout }.map(\.width).max() ?? cascade.windowWidth
    }
    func tables(_ layout: IntegralImage.Layout) -> CascadeTables {
      CascadeTables(
        cascade, stride: IntegralImage.stride(width: width(layout), layout: layout), layout: layout,
        tiltedOffset: IntegralImage.tiltedOffset(
          width: width(layout), height: height, layout: layout))
    }
    hasTilted = cascade.features.contains(where: \.isTilted)
    splitWidth = width(.split)
    denseWidth = width(.dense)
    splitTables = tables(.split)
    denseTables = tables(.dense)
  }

  /// Number of windows of the whole scan.
  var windowCount: Int { bands.reduce(0) { $0 + $1.windowCount } }

  /// The part of the scan whose windows lie in a region.
  func bands(in region: SearchRegion) -> [Band] {
    scales.indices.flatMap { index -> [Band] in
      let scale = scales[index]
      guard region.sizes.contains(scale.boxWidth) else { return [] }
      let columns = scale.places(
        scale.columns, side: scale.boxWidth, centers: region.centers.x...region.centers.maxX)
      let rows = scale.places(
        scale.rows, side: scale.boxHeight, centers: region.centers.y...region.centers.maxY)
      if columns.isEmpty { return [] }
      return Self.bands(scale: index, rows: rows, columns: columns, step: scale.step)
    }
  }

  private static func bands(
    scale: Int, rows: Range<Int>, columns: Range<Int>, step: Int
  ) -> [Band] {
    let height = max(1, bandHeight / step)
    return stride(from: rows.lowerBound, to: rows.upperBound, by: height).map { first in
      Band(
        scale: scale, rows: first..<min(first + height, rows.upperBound), columns: columns)
    }
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
