import Foundation
import Kernels
import Testing
import Training

@Suite struct ClassVotesTests {
  private let folder: TemporaryFolder
  private let data: LabeledPictures

  init() throws {
    folder = try TemporaryFolder()
    let pictures = try TemporaryFolder()
    try pictures.writeDataSet(classes: ["angry", "happy", "zeal"], count: 2)
    data = try LabeledPictures.load(pictures.path, threads: 1)
  }

  private func votes(_ text: String) throws -> ClassVotes {
    let path = "\(folder.path)/votes.csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try ClassVotes(contentsOf: path, classes: data.classes)
  }

  private let table = """
    file,happiness,fp_anger,zeal,contempt\r
    angry/0.png,1,3,0,6\r
    angry/1.png,0,0,0,10\r
    happy/0.png,2,1,5,0\r
    "happy/1.png",9,1,0,0\r
    zeal/1.png,0,0,7,3\r

    """

  @Test(arguments: [0, 0.25, 1]) func targetsAreTheSharesOfTheVotes(share: Float) throws {
    let (pictures, counts) = try data.withTargets(from: votes(table), share: share)
    let voted: [[Float]] = [
      [0.75, 0.25, 0], [1, 0, 0], [0.125, 0.25, 0.625], [0.1, 0.9, 0], [0, 0, 1], [0, 0, 1],
    ]
    for picture in 0..<6 {
      for label in 0..<3 {
        let plain: Float = data.labels[picture] == label ? 1 : 0
        let wanted = (1 - share) * plain + share * voted[picture][label]
        #expect(abs(pictures.targets[picture][label] - wanted) < 1e-6, "picture \(picture)")
      }
    }
    #expect(pictures.labels == data.labels)
    #expect((counts.voted, counts.withoutVotes) == (4, 1))
    #expect((counts.withoutRow, counts.disagreeing) == (1, 1))
  }

  @Test func batchesHaveTheTargets() throws {
    let (pictures, _) = try data.withTargets(from: votes(table), share: 1)
    let batch = BatchLoader(pictures, batchSize: 6, threads: 1).trainingBatch(
      0, order: [3, 2, 0, 1, 4, 5], epoch: 0, storage: FloatBuffer())
    #expect(batch.targets[1] == pictures.targets[2] && batch.targets[2] == [0.75, 0.25, 0])
  }

  @Test func aPartKeepsItsPicturesTargets() throws {
    let (pictures, _) = try data.withTargets(from: votes(table), share: 1)
    #expect(pictures.subset([2, 0]).targets == [pictures.targets[2], pictures.targets[0]])
  }

  @Test func aFileNameAloneIsEnoughWhereItIsTheOnlyOne() throws {
    let found = try votes("Image name,happy,angry,zeal\nfer0.png,1,2,3\n,0,0,0\nfer9.png,4,0,0")
    #expect(found.counts(of: "somewhere/angry/fer0.png") == [2, 1, 3])
    #expect(found.counts(of: "set.tar:happy/fer9.png") == [0, 4, 0])
    // The rows of FER+'s own file are those of FER-2013.
    #expect(found.counts(of: "fer2013.csv:happy/fer00002.png") == [0, 4, 0])
    #expect(found.counts(of: "angry/1.png") == nil)
    let twice = try votes("file,happy,angry,zeal\nhappy/7.png,1,0,0\nangry/7.png,0,1,0")
    #expect(twice.counts(of: "angry/7.png") == [1, 0, 0])
    #expect(twice.counts(of: "zeal/7.png") == nil)
  }

  @Test(arguments: [
    ("file,happy,angry", "zeal"), ("name,happy,angry,zeal", "file"), ("", "header"),
    ("file,happy,angry,zeal\na/0.png,1,2,many", "many"),
    ("file,happy,angry,zeal\na/0.png,1", "row 1"), ("file,happy,angry,zeal\na/0.png,1,-2,1", "-2"),
  ])
  func aFileThatCannotBeMeantIsRefusedInWords(text: String, word: String) throws {
    #expect { try votes(text) } throws: { "\($0)".contains(word) }
  }

  @Test func votesForOtherPicturesAreRefused() throws {
    let others = try votes("file,happy,angry,zeal\nhappy/none.png,1,2,3")
    #expect { try data.withTargets(from: others, share: 1) } throws: {
      "\($0)".contains("angry/0.png")
    }
  }
}
