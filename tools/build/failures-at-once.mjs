// A vitest reporter that says what failed when it fails: the default one keeps the reasons until the end, which a run that is cut off never reaches.
export default class FailuresAtOnce {
  onTestCaseResult(test) {
    if (test.result().state === 'failed') tell(`${test.module.relativeModuleId} > ${test.fullName}`, test.result().errors);
  }

  onTestSuiteResult(suite) {
    tell(`${suite.module.relativeModuleId} > ${suite.fullName}`, suite.errors());
  }

  onTestModuleEnd(module) {
    tell(module.relativeModuleId, module.errors());
  }
}

function tell(where, errors) {
  for (const error of errors ?? []) console.log(`FAILED ${where}\n${error.stack ?? error.message}\n${error.diff ?? ''}`);
}
