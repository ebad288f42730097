# What the examples compare their results with: dot-source it. $failures counts what differs.
$failures = 0

function Assert-Same($What, $Actual, $Expected) {
    if ($Actual -ceq $Expected) {
        "ok      $What"
    }
    else {
        $script:failures++
        "DIFFERS $What`: $Actual instead of $Expected"
    }
}
