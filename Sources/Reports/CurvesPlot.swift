import Graphics
import Imaging

/// A training run at a glance: loss, accuracy and learning rate over the epochs.
package enum CurvesPlot {
  /// One epoch's figures; those that are not known, or not finite, are left out of the lines.
  package struct Epoch: Sendable, Hashable {
    /// Counted from 1.
    package var number: Int
    package var loss: Double
    /// 0...1.
    package var accuracy: Double
    package var validationLoss: Double?
    /// 0...1.
    package var validationAccuracy: Double?
    package var learningRate: Double

    package init(
      number: Int, loss: Double, accuracy: Double, validationLoss: Double? = nil,
      validationAccuracy: Double? = nil, learningRate: Double
    ) {
      self.number = number
      self.loss = loss
      self.accuracy = accuracy
      self.validationLoss = validationLoss
      self.validationAccuracy = validationAccuracy
      self.learningRate = learningRate
    }
  }

  /// The epoch of the lowest validation loss, or training loss without validation; the earliest
  /// among equals, nil where no loss is finite.
  package static func bestEpoch(of epochs: [Epoch]) -> Epoch? {
    let validated = epochs.contains { $0.validationLoss?.isFinite ?? false }
    func loss(_ epoch: Epoch) -> Double {
      let loss = validated ? epoch.validationLoss ?? .infinity : epoch.loss
      return loss.isFinite ? loss : .infinity
    }
    return epochs.filter { loss($0) < .infinity }.min { loss($0) < loss($1) }
  }

  /// Draws the curves one above the other, the best epoch marked in all of them.
  ///
  /// - Parameters:
  ///   - epochs: in their order; with none the axes are empty.
  ///   - title: the line above the plots.
  ///   - width: of the picture in pixels, 400 or more.
  ///   - height: of the picture in pixels, 500 or more.
  /// - Throws: `GraphicsError`.
  package static func draw(
    epochs: [Epoch], title: String, width: Int = 1200, height: Int = 1000
  ) throws -> ColorImage {
    precondition(width >= 400 && height >= 500, "\(width)x\(height) has no room for three plots")
    var image = ColorImage(width: width, height: height, blue: 255, green: 255, red: 255)
    try Canvas.draw(on: &image) { canvas in
      let heading = canvas.shortened(
        title, font: ReportStyle.title, toWidth: Double(width - 60))
      canvas.draw(
        heading, at: Point(x: 30, y: 40), font: ReportStyle.title, color: ReportStyle.ink)
      let room = height - 70
      let parts = [room * 2 / 5, room * 2 / 5, room / 5]
      var top = 58
      for (plot, part) in zip(plots(of: epochs), parts) {
        plot.draw(in: Rect(x: 20, y: top, width: width - 40, height: part - 8), on: canvas)
        top += part
      }
    }
    return image
  }

  private static func plots(of epochs: [Epoch]) -> [LinePlot] {
    let best = bestEpoch(of: epochs)
    func series(
      _ name: String, _ color: Color, _ value: (Epoch) -> Double?
    ) -> LinePlot.Series {
      LinePlot.Series(
        name: name, color: color,
        points: epochs.map { Point(x: Double($0.number), y: value($0) ?? .nan) })
    }
    func plot(
      _ title: String, _ training: (Epoch) -> Double?, _ validation: (Epoch) -> Double?,
      mark: String?
    ) -> LinePlot {
      let position = best.map { Double($0.number) }
      return LinePlot(
        title: title, axisTitle: "epoch",
        series: [
          series("training", ReportStyle.training, training),
          series("validation", ReportStyle.validation, validation),
        ],
        mark: position.flatMap { x in mark.map { (x, $0) } })
    }
    let lossMark = best.map {
      "best: epoch \($0.number), " + AxisTicks.text($0.validationLoss ?? $0.loss, decimals: 4)
    }
    let accuracyMark = best.map {
      AxisTicks.text(($0.validationAccuracy ?? $0.accuracy) * 100, decimals: 2) + " %"
    }
    return [
      plot("loss", { $0.loss }, { $0.validationLoss }, mark: lossMark),
      plot(
        "accuracy in %", { $0.accuracy * 100 }, { $0.validationAccuracy.map { $0 * 100 } },
        mark: accuracyMark),
      LinePlot(
        title: "learning rate", axisTitle: "epoch",
        series: [series("learning rate", Color(0x009E73), { $0.learningRate })],
        scale: .logarithmic, mark: best.map { (Double($0.number), "") }),
    ]
  }
}
