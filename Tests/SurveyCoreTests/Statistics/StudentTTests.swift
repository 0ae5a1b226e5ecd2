import SurveyCore
import Testing

@Suite struct StudentTTests {
  /// `scipy.stats.t.ppf(p, df)`, SciPy 1.17.1, for these probabilities.
  private static let probabilities = [0.6, 0.9, 0.975, 0.995, 0.9999]
  private static let quantiles: [(Int, [Double])] = [
    (1, [0.324919696232906, 3.07768353717525, 12.7062047361747, 63.6567411628715, 3183.0987571185]),
    (2, [0.288675134594813, 1.88561808316413, 4.30265272974946, 9.92484320091829, 70.7000710749682]),
    (3, [0.27667066233269, 1.63774435369621, 3.18244630528371, 5.84090930973336, 22.203742273205]),
    (5, [0.267180865704145, 1.47588404882448, 2.57058183563631, 4.03214298355523, 9.67756630088281]),
    (10, [0.26018482949208, 1.37218364111034, 2.22813885198627, 3.16927267261695, 5.69382010145759]),
    (30, [0.255605364951913, 1.3104150253914, 2.04227245630124, 2.74999565356723, 4.23398595727206]),
    (1_000, [0.253414515839499, 1.28239872146092, 1.96233908082641, 2.58075469806595, 3.7328516045754]),
    (1_000_000, [0.253347170537842, 1.28155241212994, 1.95996635681411, 2.57583422010533, 3.71903027476257]),
  ]

  /// The power in the density loses a place for each tenfold of the degrees of freedom.
  @Test(arguments: quantiles)
  func isThatOfSciPy(degrees: Int, expected: [Double]) {
    for (probability, quantile) in zip(StudentTTests.probabilities, expected) {
      #expect(abs(StudentT.quantile(probability, degrees: degrees) / quantile - 1) < (degrees > 1_000 ? 1e-8 : 1e-11))
    }
  }

  @Test(arguments: [1, 2, 7, 400])
  func isSymmetricAndGrows(degrees: Int) {
    let probabilities = (1..<64).map { Double($0) / 64 }
    let quantiles = probabilities.map { StudentT.quantile($0, degrees: degrees) }
    #expect(quantiles == quantiles.reversed().map { -$0 })
    #expect(zip(quantiles, quantiles.dropFirst()).allSatisfy(<))
    #expect(StudentT.quantile(0.5, degrees: degrees) == 0)
  }

  /// With more degrees of freedom than there are operators it is the normal distribution's.
  @Test func endsAtTheNormalDistribution() {
    #expect(abs(StudentT.quantile(0.975, degrees: 300_000_000) - 1.959_963_984_540_054) < 1e-6)
  }
}
