import ArgumentParser
import Foundation
import Training

/// Makes one compressed file of a data set.
struct PackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Write a data set as one compressed file that train and evaluate read.",
    discussion: """
      Pictures are kept as the network sees them: gray, 48x48, without loss, in the order in which \
      they train, so that a run on the pack is bit for bit the run on the pictures. Names are kept, \
      too, for --votes. A pack needs no decoder of pictures and loads at once.
      """)

  @Option(help: "Labelled pictures: a folder (or .tar) with a folder a class, or a FER-2013 .csv.")
  var data: String

  @OptionGroup var rows: UsageOption

  @Option(help: "The file to write, such as faces.pack.")
  var output: String

  @Option(help: "Greatest number of threads. (default: all cores)")
  var threads: Int?

  func run() throws {
    let threads = try threadCount(threads)
    let pictures = try LabeledPictures.load(
      data, usage: try rows.usage(of: data) ?? .training, threads: threads)
    report(pictures, path: data)
    let bytes = try PicturePack.write(pictures, to: output, threads: threads)
    let raw = pictures.count * pictures.width * pictures.height
    Console.say(
      String(
        format: "%@: %.1f MB, %.0f %% of its pixels", output, Double(bytes) / 1e6,
        Double(bytes) / Double(raw) * 100))
  }
}
