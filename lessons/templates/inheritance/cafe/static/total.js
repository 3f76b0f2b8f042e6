let total = 0;

for (const button of document.querySelectorAll("[data-price]")) {
  button.addEventListener("click", () => {
    total += Number(button.dataset.price);
    document.querySelector("output").textContent = total.toFixed(2);
  });
}
