"""The posterior of the onset logit by NUTS (NumPyro): may the normal one around the mode stand for it?"""

import numpy as np

from .calibration import NotConvergedError, Sample, posterior, prior
from .libraries import library

CHAINS, WARMUP, DRAWS = 4, 300, 500
LARGEST_RHAT, LEAST_EFFECTIVE = 1.01, 400.0


def sampled(sample: Sample, seed: int = 0) -> dict[str, float]:
    """How far the sampled posterior lies from the normal one, and how well it was sampled.

    ``shift`` is the largest difference of means in standard deviations, ``ratio_low`` and ``ratio_high`` the range of
    the ratios of standard deviations; then the largest split R-hat, the smallest effective sample and the divergences.
    Raises NotConvergedError where a chain diverged or has not mixed.
    """
    numpyro, jax = library("numpyro"), library("jax")
    distributions, jnp = library("numpyro.distributions"), library("jax.numpy")
    jax.config.update("jax_enable_x64", True)
    mode, covariance = posterior(sample.covariates, sample.onset)
    mean, deviation = prior(len(mode))
    covariates = jnp.asarray(sample.covariates)

    def model() -> None:
        at = numpyro.sample("at", distributions.Normal(jnp.asarray(mean), jnp.asarray(deviation)).to_event(1))
        numpyro.sample("onset", distributions.Bernoulli(logits=covariates @ at), obs=jnp.asarray(sample.onset))

    kernel = numpyro.infer.NUTS(
        model, inverse_mass_matrix=jnp.asarray(covariance), dense_mass=True, adapt_mass_matrix=False,
        init_strategy=numpyro.infer.init_to_value(values={"at": jnp.asarray(mode)}),
    )  # fmt: skip
    chains = numpyro.infer.MCMC(
        kernel, num_warmup=WARMUP, num_samples=DRAWS, num_chains=CHAINS, chain_method="sequential", progress_bar=False
    )
    chains.run(jax.random.PRNGKey(seed), extra_fields=("diverging",))
    drawn = np.asarray(chains.get_samples(group_by_chain=True)["at"])
    diverged = int(np.asarray(chains.get_extra_fields()["diverging"]).sum())
    return checked(drawn, diverged, mode, np.sqrt(np.diag(covariance)))


def checked(drawn: np.ndarray, diverged: int, mode: np.ndarray, deviation: np.ndarray) -> dict[str, float]:
    """The comparison of draws ``[chain, draw, coefficient]`` with the normal posterior. Raises NotConvergedError."""
    diagnostics = library("numpyro.diagnostics")
    rhat = float(np.max(diagnostics.split_gelman_rubin(drawn)))
    effective = float(np.min(diagnostics.effective_sample_size(drawn)))
    if diverged or rhat > LARGEST_RHAT or effective < LEAST_EFFECTIVE:
        raise NotConvergedError(f"{diverged} divergences, R-hat {rhat:.3f}, effective sample {effective:.0f}")
    flat = drawn.reshape(-1, drawn.shape[-1])
    ratio = flat.std(axis=0) / deviation
    return {
        "shift": float(np.abs((flat.mean(axis=0) - mode) / deviation).max()),
        "ratio_low": float(ratio.min()),
        "ratio_high": float(ratio.max()),
        "rhat": rhat,
        "effective": effective,
        "divergences": diverged,
        "draws": len(flat),
    }
