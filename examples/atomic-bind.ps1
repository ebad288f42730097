<#
.SYNOPSIS
    Atomic page-table updates: what a GPU sees while a range that it reads is bound to other pages.
.DESCRIPTION
    A client binds a range anew while the GPU reads it: from a sparse mapping to the pages of a buffer, from the pages of
    one buffer to those of another one, and in the middle of a huge page. The driver of Linux 7.2 locks the region of the
    whole operation: a read waits, or is over before the operation begins. Without the patch "drm/panthor: Add support
    for atomic page table updates" each step of the operation is flushed by itself: a read can fall into the hole between
    the unmap and the map.

    Both drivers run under the same schedules, which only a seed decides. Ends with exit code 0 if no read goes wrong with
    the patch, and some do without it, and the first of those goes wrong again in the same way when it is repeated.
.PARAMETER Seeds
    How many schedules are tried for each row of the table.
.EXAMPLE
    dotnet run --project src/PanthorShell -- examples/atomic-bind.ps1
.EXAMPLE
    pwsh -File examples/atomic-bind.ps1 -Seeds 100
#>
[CmdletBinding()]
param(
    [int] $Seeds = 20
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../PanthorPS.psd1')

$page = 4KB
$base = 0x40000000

# One schedule: the old mapping, three reads and the bind as threads of their own; then what each read saw.
function Invoke-Remap([string] $From, [int] $Seed, [string[]] $Without) {
    $options = @{ Memory = 16MB; Schedule = 'Random'; Seed = $Seed; Name = "$From $Seed" }
    if ($Without) {
        $options.Without = $Without
    }
    $null = New-GpuDevice @options
    $vm = New-GpuVm
    $new = New-GpuBuffer -Size $page -Label 'new'
    Write-GpuBuffer -Buffer $new -Value ([uint64] 2)
    $address = $base + 5 * $page
    $old = 1
    switch ($From) {
        'sparse' {
            $old = 0
            Invoke-VmBind -Vm $vm -Sparse -Address $base -Size 4MB
        }
        'pages' {
            $buffer = New-GpuBuffer -Size $page
            Write-GpuBuffer -Buffer $buffer -Value ([uint64] 1)
            Invoke-VmBind -Vm $vm -Buffer $buffer -Address $address
        }
        'huge page' {
            $buffer = New-GpuBuffer -Size 2MB
            Write-GpuBuffer -Buffer $buffer -Value ([uint64] 1) -Offset (5 * $page)
            Invoke-VmBind -Vm $vm -Buffer $buffer -Address $base
        }
    }

    $tasks = @(
        Read-GpuMemory -Vm $vm -Address $address -As UInt64 -AsTask
        Invoke-VmBind -Vm $vm -Buffer $new -Address $address -AsTask
        Read-GpuMemory -Vm $vm -Address $address -As UInt64 -AsTask
        Read-GpuMemory -Vm $vm -Address $address -As UInt64 -AsTask
    )
    $null = $tasks | Wait-GpuTask
    $saw = foreach ($task in @($tasks | Where-Object Name -eq 'gpu')) {
        if ($null -ne $task.Error) { 'fault' }
        elseif ($task.Result -eq $old) { 'old' }
        elseif ($task.Result -eq 2) { 'new' }
        else { 'torn' }
    }
    Get-GpuDevice | Remove-GpuDevice -Confirm:$false
    $saw
}

function Get-Row([string] $From, [string] $Driver, [string[]] $Without) {
    $count = @{ old = 0; new = 0; fault = 0; torn = 0 }
    $first = 0
    for ($seed = 1; $seed -le $Seeds; $seed++) {
        $saw = @(Invoke-Remap $From $seed $Without)
        foreach ($what in $saw) {
            $count[$what]++
        }
        if ($first -eq 0 -and ($saw -contains 'fault' -or $saw -contains 'torn')) {
            $first = $seed
            $again = @(Invoke-Remap $From $seed $Without)
            if (($saw -join ' ') -cne ($again -join ' ')) {
                throw "seed $seed saw $saw, and then $again"
            }
        }
    }
    [pscustomobject]@{
        From   = $From
        Driver = $Driver
        Old    = $count.old
        New    = $count.new
        Faults = $count.fault
        Torn   = $count.torn
        Seed   = if ($first) { $first } else { '-' }
    }
}

"$Seeds schedules for each row, three GPU reads in each. Seed is the first schedule in which a read went wrong."
$rows = foreach ($from in 'sparse', 'pages', 'huge page') {
    Get-Row $from 'Linux 7.2'
    Get-Row $from 'without the patch' 'AtomicPageTableUpdates'
}
$rows | Format-Table

$failures = 0
foreach ($row in $rows) {
    $wrong = $row.Faults + $row.Torn
    if ($row.Driver -eq 'Linux 7.2') {
        $good = $wrong -eq 0
        $text = "$($row.From): every read saw all of the old or all of the new, $($row.Old) and $($row.New) times"
    }
    else {
        $good = $wrong -gt 0
        $text = "$($row.From), without the patch: $wrong reads fell into the hole, first with seed $($row.Seed)"
    }
    if ($good) {
        "ok      $text"
    }
    else {
        $failures++
        "DIFFERS $text"
    }
}

if ($failures -gt 0) {
    exit 1
}
exit 0
