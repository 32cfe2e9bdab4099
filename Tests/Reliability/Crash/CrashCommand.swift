import ArgumentParser
import Foundation
import KeyHierarchyTesting

/// Kills a process at random instants of its operations, and checks after each kill what is left.
struct CrashCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash",
        abstract: "Kills a process at random instants, and checks after each kill that nothing is lost or half done.")

    @Option(help: "How many kills.") var kills = 1_000
    @Option(help: "The most seconds to go on.") var seconds = Double.infinity
    @Option(help: "Where the random choices begin; the instants of kills are up to the machine too.")
    var seed = UInt64.random(in: 0 ... .max)
    @Option(help: "How many databases are encrypted again with the service master key.") var databases = 60

    func run() async throws {
        print("Seed \(seed).")
        for plant in Plant.allCases { try await requireNoticed(plant) }
        var tally = CrashTally()
        let place = Place.temporary()
        try await kill(plant: nil, in: place, kills: kills, tally: &tally)
        place.remove()
        print(tally)
        guard tally.total > 0 else { throw Violation("Nothing was killed.") }
    }

    /// What is not all or nothing must be found out, or all the rest says nothing.
    private func requireNoticed(_ plant: Plant) async throws {
        let place = Place.temporary()
        defer { place.remove() }
        var tally = CrashTally()
        do {
            try await kill(plant: plant, in: place, kills: 60, tally: &tally)
        } catch let error where !(error is ProcessEnded) {
            print("The planted \(plant.rawValue) was noticed at kill \(tally.total + 1): \(error)")
            return
        }
        throw Violation("The planted \(plant.rawValue) was not noticed.")
    }

    private func kill(plant: Plant?, in place: Place, kills: Int, tally: inout CrashTally) async throws {
        var generator = SplitMix64(seed: seed)
        try await place.create(databases: databases)
        var check = try await CrashCheck(place)
        let start = ContinuousClock.now
        for number in 0..<kills where (ContinuousClock.now - start) / .seconds(1) < seconds {
            let seed = generator.next()
            var aim = Facts.stepNames[number % Facts.stepNames.count]
            if plant == .tornFile { aim = "backUpServiceMasterKey" }
            if plant == .tornStore { aim = "regenerateServiceMasterKey" }
            let delay = Double.random(in: 0..<1.1, using: &generator) * (check.durations[aim] ?? 0.02)
            try JSONEncoder().encode(check.facts).write(to: place.factsFile)
            do {
                let process = try KilledProcess(
                    arguments: ["crash-child", "--directory", place.directory.path, "--seed", "\(seed)", "--aim", aim]
                        + (plant.map { ["--plant", $0.rawValue] } ?? []),
                    aim: aim, delay: delay)
                guard process.wasKilled else { throw ProcessEnded() }
                let (step, outcome) = try await check.check(process.reports)
                tally.count(step, outcome)
                if plant == nil, tally.total.isMultiple(of: 100) {
                    FileHandle.standardError.write(Data("\(tally.total) kills\n".utf8))
                }
            } catch {
                if plant == nil {
                    print("Kill \(number) of seed \(self.seed), aimed at \(aim), in \(place.directory.path):")
                }
                throw error
            }
        }
        tally.leftovers = check.leftovers
        tally.durations = check.durations
    }
}

/// The process to be killed has failed by itself, and has said why on its standard error.
private struct ProcessEnded: Error {}

extension Place {
    /// A place that nothing else uses.
    static func temporary() -> Place {
        Place(FileManager.default.temporaryDirectory.appending(path: "reliability-\(UUID().uuidString)"))
    }
}
