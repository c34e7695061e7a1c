// swift-tools-version: 6.1
import PackageDescription

// The floors of the house, lowest first: a target imports only from floors below its own.
// `.ci/check-floors` holds the sources to what is declared here.

// The loops of the network are built twice on x86-64: once for every such processor and once for
// those with AVX2 and FMA; `Kernels` picks at run time. Both are the same folder.
#if arch(x86_64)
  let fastKernels: [Target] = [
    .target(
      name: "VectorKernelsAVX2", dependencies: ["CSIMD"],
      swiftSettings: [.unsafeFlags(["-Xcc", "-march=x86-64-v3"])])
  ]
  let kernelsNeed: [Target.Dependency] = [
    "CClosure", "CSIMD", "VectorKernels", "VectorKernelsAVX2",
  ]
#else
  let fastKernels: [Target] = []
  let kernelsNeed: [Target.Dependency] = ["CClosure", "CSIMD", "VectorKernels"]
#endif

// Feeds the readers with broken files: see Tests/Fuzz/README.md, which says how to build it.
let fuzzing: [Target] =
  Context.environment["FUZZ_READERS"] == nil
  ? []
  : [
    .executableTarget(
      name: "fuzz-readers",
      dependencies: ["FaceDetection", "Imaging", "NeuralNetwork", "Pictures"],
      path: "Tests/Fuzz/Readers", swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  ]

let package = Package(
  name: "emotion-detector",
  products: [
    .executable(name: "emotion-detector", targets: ["emotion-detector"]),
    .executable(name: "emotion-trainer", targets: ["emotion-trainer"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-protobuf.git", from: "1.39.0"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
  ],
  targets: fastKernels + fuzzing + [
    // Floor 0: system libraries and the loops everything stands on.
    .target(name: "CClosure"),
    .target(name: "VectorKernels", dependencies: ["CSIMD"]),
    .target(name: "Kernels", dependencies: kernelsNeed),
    .target(name: "Files"),
    .target(name: "Randomness"),
    .systemLibrary(name: "CCairo"),
    .systemLibrary(name: "CFFmpeg"),
    .systemLibrary(name: "CMosquitto"),
    .systemLibrary(name: "COpenBLAS"),
    .systemLibrary(name: "CPNG"),
    .systemLibrary(name: "CSDL2"),
    .systemLibrary(name: "CSIMD"),
    .systemLibrary(name: "CTurboJPEG"),
    .systemLibrary(name: "CV4L2"),
    .systemLibrary(name: "CV4LConvert"),
    .systemLibrary(name: "CWebP"),
    .systemLibrary(name: "CZlib"),

    // Floor 1
    .target(
      name: "NeuralNetwork",
      dependencies: [
        "COpenBLAS", "Files", "Kernels",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ], exclude: ["ONNX/onnx.proto"]),
    .target(name: "Imaging"),

    // Floor 2
    .target(name: "FaceDetection", dependencies: ["Files", "Imaging", "Kernels"]),
    .target(
      name: "Pictures", dependencies: ["CPNG", "CTurboJPEG", "CWebP", "Files", "Imaging"]),
    .target(name: "Graphics", dependencies: ["Imaging", "CCairo"]),
    .target(
      name: "Video",
      dependencies: [
        "CFFmpeg", "CTurboJPEG", "CV4L2", "CV4LConvert", "Imaging", "Kernels",
        .product(name: "Logging", package: "swift-log"),
      ]),

    // Floor 3
    .target(
      name: "Training",
      dependencies: [
        "CZlib", "Files", "Imaging", "Kernels", "NeuralNetwork", "Pictures", "Randomness",
      ]),
    .target(
      name: "CascadeTraining",
      dependencies: ["FaceDetection", "Files", "Imaging", "Kernels", "Pictures", "Randomness"]),
    .target(name: "Display", dependencies: ["Imaging", "CSDL2"]),
    .target(
      name: "EmotionRecognition", dependencies: ["FaceDetection", "Imaging", "NeuralNetwork"]),
    .target(name: "Reports", dependencies: ["Graphics", "Imaging"]),

    // Floor 4
    .target(name: "Overlay", dependencies: ["EmotionRecognition", "Graphics", "Imaging"]),

    // Floor 5
    .target(
      name: "Pipeline",
      dependencies: [
        "EmotionRecognition", "Files", "Imaging", "Video",
        .product(name: "Logging", package: "swift-log"),
      ]),

    // Floor 6
    .target(
      name: "Daemon",
      dependencies: [
        "CMosquitto", "EmotionRecognition", "Files", "Imaging", "Pipeline", "Video",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ]),

    // Floor 7: the programs.
    .executableTarget(
      name: "emotion-detector",
      dependencies: [
        "Daemon", "Display", "EmotionRecognition", "FaceDetection", "Files", "Imaging", "Kernels",
        "NeuralNetwork", "Overlay", "Pictures", "Pipeline", "Video",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      resources: [
        .embedInCode("Demo/astronaut.jpg"), .embedInCode("Demo/grace_hopper.jpg"),
      ]),

    .executableTarget(
      name: "emotion-trainer",
      dependencies: [
        "CascadeTraining", "EmotionRecognition", "FaceDetection", "Files", "Imaging",
        "Kernels", "NeuralNetwork", "Pictures", "Reports", "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .testTarget(
      name: "DaemonTests",
      dependencies: [
        "Daemon", "EmotionRecognition", "Files", "Imaging", "Pipeline", "Programs", "Video",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .testTarget(name: "ReportsTests", dependencies: ["Graphics", "Imaging", "Reports"]),
    .testTarget(name: "DisplayTests", dependencies: ["Display", "Imaging", "CSDL2"]),
    .testTarget(name: "GraphicsTests", dependencies: ["Graphics", "Imaging"]),
    .testTarget(
      name: "OverlayTests", dependencies: ["Overlay", "EmotionRecognition", "Graphics", "Imaging"]),
    .testTarget(
      name: "EmotionDetectorTests",
      dependencies: [
        "emotion-detector", "Display", "EmotionRecognition", "Imaging", "NeuralNetwork", "Overlay",
        "Pictures", "Programs",
      ]),
    .testTarget(
      name: "EmotionTrainerTests",
      dependencies: ["emotion-trainer", "FaceDetection", "Imaging", "Pictures", "Programs"]),
    .testTarget(
      name: "EmotionRecognitionTests",
      dependencies: ["EmotionRecognition", "FaceDetection", "Imaging", "NeuralNetwork"]),
    .testTarget(
      name: "FaceDetectionTests",
      dependencies: ["FaceDetection", "Files", "Imaging", "Kernels", "Pictures"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Files", "Imaging", "Kernels", "NeuralNetwork", "Pictures", "Randomness", "Training",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "CascadeTrainingTests",
      dependencies: ["CascadeTraining", "FaceDetection", "Imaging", "Pictures", "Randomness"]),
    .testTarget(name: "FilesTests", dependencies: ["Files"]),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels"]),
    .testTarget(name: "ImagingTests", dependencies: ["Imaging"]),
    .testTarget(
      name: "NeuralNetworkTests", dependencies: ["Kernels", "NeuralNetwork", "Programs"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PicturesTests", dependencies: ["Files", "Imaging", "Pictures"], exclude: ["Fixtures"]),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "EmotionRecognition", "Files", "Imaging", "Pipeline", "Video",
        .product(name: "Logging", package: "swift-log"),
      ]),

    // Runs the built programs for the tests that look at them from outside.
    .target(name: "Programs", path: "Tests/Programs"),
    // The program beside real drivers: see Tests/Rig/README.md.
    .testTarget(
      name: "RigTests", dependencies: ["emotion-detector", "Imaging", "Programs", "Video"],
      path: "Tests/Rig",
      exclude: ["Guest", "README.md"]),
    // What the rig's tests run beside real drivers: see Tests/Rig/README.md.
    .executableTarget(name: "camera-probe", dependencies: ["Video"], path: "Tests/CameraProbe"),
    // What the engine asks of the heap, counted for the tests in place of the C library's malloc.
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    .executableTarget(
      name: "allocation-probe", dependencies: ["AllocationCounter", "Kernels", "NeuralNetwork"],
      path: "Tests/AllocationProbe"),
    // Detector and engine alone, timed beside others by Tests/Parity/benchmark_peers.py.
    .executableTarget(
      name: "bench-probe",
      dependencies: ["FaceDetection", "Files", "Imaging", "NeuralNetwork", "Pictures"],
      path: "Tests/BenchProbe"),
    .testTarget(
      name: "VideoTests",
      dependencies: [
        "CFFmpeg", "CV4L2", "Imaging", "Video", .product(name: "Logging", package: "swift-log"),
      ], exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)
